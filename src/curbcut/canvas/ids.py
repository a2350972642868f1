"""Canvas ids, kept apart by the type checker. Numbers on our side, whatever way Canvas prints them."""

from typing import NewType

AccountId = NewType("AccountId", int)
TermId = NewType("TermId", int)
CourseId = NewType("CourseId", int)
PageId = NewType("PageId", int)
AssignmentId = NewType("AssignmentId", int)
TopicId = NewType("TopicId", int)
QuizId = NewType("QuizId", int)
FileId = NewType("FileId", int)
FolderId = NewType("FolderId", int)
UserId = NewType("UserId", int)
SubscriptionId = NewType("SubscriptionId", int)
BlueprintMigrationId = NewType("BlueprintMigrationId", int)
ContentMigrationId = NewType("ContentMigrationId", int)
DeveloperKeyId = NewType("DeveloperKeyId", int)
