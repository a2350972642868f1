"""The success criteria of WCAG 2.1. Source: W3C Recommendation, https://www.w3.org/TR/WCAG21/."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["A", "AA", "AAA"]


@dataclass(frozen=True, slots=True)
class SuccessCriterion:
    """One success criterion: its number, its name as printed, its conformance level."""

    number: str
    name: str
    level: Level

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


NON_TEXT_CONTENT = SuccessCriterion("1.1.1", "Non-text Content", "A")
AUDIO_ONLY_AND_VIDEO_ONLY_PRERECORDED = SuccessCriterion("1.2.1", "Audio-only and Video-only (Prerecorded)", "A")
CAPTIONS_PRERECORDED = SuccessCriterion("1.2.2", "Captions (Prerecorded)", "A")
AUDIO_DESCRIPTION_OR_MEDIA_ALTERNATIVE_PRERECORDED = SuccessCriterion(
    "1.2.3", "Audio Description or Media Alternative (Prerecorded)", "A"
)
CAPTIONS_LIVE = SuccessCriterion("1.2.4", "Captions (Live)", "AA")
AUDIO_DESCRIPTION_PRERECORDED = SuccessCriterion("1.2.5", "Audio Description (Prerecorded)", "AA")
SIGN_LANGUAGE_PRERECORDED = SuccessCriterion("1.2.6", "Sign Language (Prerecorded)", "AAA")
EXTENDED_AUDIO_DESCRIPTION_PRERECORDED = SuccessCriterion("1.2.7", "Extended Audio Description (Prerecorded)", "AAA")
MEDIA_ALTERNATIVE_PRERECORDED = SuccessCriterion("1.2.8", "Media Alternative (Prerecorded)", "AAA")
AUDIO_ONLY_LIVE = SuccessCriterion("1.2.9", "Audio-only (Live)", "AAA")
INFO_AND_RELATIONSHIPS = SuccessCriterion("1.3.1", "Info and Relationships", "A")
MEANINGFUL_SEQUENCE = SuccessCriterion("1.3.2", "Meaningful Sequence", "A")
SENSORY_CHARACTERISTICS = SuccessCriterion("1.3.3", "Sensory Characteristics", "A")
ORIENTATION = SuccessCriterion("1.3.4", "Orientation", "AA")
IDENTIFY_INPUT_PURPOSE = SuccessCriterion("1.3.5", "Identify Input Purpose", "AA")
IDENTIFY_PURPOSE = SuccessCriterion("1.3.6", "Identify Purpose", "AAA")
USE_OF_COLOR = SuccessCriterion("1.4.1", "Use of Color", "A")
AUDIO_CONTROL = SuccessCriterion("1.4.2", "Audio Control", "A")
CONTRAST_MINIMUM = SuccessCriterion("1.4.3", "Contrast (Minimum)", "AA")
RESIZE_TEXT = SuccessCriterion("1.4.4", "Resize text", "AA")
IMAGES_OF_TEXT = SuccessCriterion("1.4.5", "Images of Text", "AA")
CONTRAST_ENHANCED = SuccessCriterion("1.4.6", "Contrast (Enhanced)", "AAA")
LOW_OR_NO_BACKGROUND_AUDIO = SuccessCriterion("1.4.7", "Low or No Background Audio", "AAA")
VISUAL_PRESENTATION = SuccessCriterion("1.4.8", "Visual Presentation", "AAA")
IMAGES_OF_TEXT_NO_EXCEPTION = SuccessCriterion("1.4.9", "Images of Text (No Exception)", "AAA")
REFLOW = SuccessCriterion("1.4.10", "Reflow", "AA")
NON_TEXT_CONTRAST = SuccessCriterion("1.4.11", "Non-text Contrast", "AA")
TEXT_SPACING = SuccessCriterion("1.4.12", "Text Spacing", "AA")
CONTENT_ON_HOVER_OR_FOCUS = SuccessCriterion("1.4.13", "Content on Hover or Focus", "AA")
KEYBOARD = SuccessCriterion("2.1.1", "Keyboard", "A")
NO_KEYBOARD_TRAP = SuccessCriterion("2.1.2", "No Keyboard Trap", "A")
KEYBOARD_NO_EXCEPTION = SuccessCriterion("2.1.3", "Keyboard (No Exception)", "AAA")
CHARACTER_KEY_SHORTCUTS = SuccessCriterion("2.1.4", "Character Key Shortcuts", "A")
TIMING_ADJUSTABLE = SuccessCriterion("2.2.1", "Timing Adjustable", "A")
PAUSE_STOP_HIDE = SuccessCriterion("2.2.2", "Pause, Stop, Hide", "A")
NO_TIMING = SuccessCriterion("2.2.3", "No Timing", "AAA")
INTERRUPTIONS = SuccessCriterion("2.2.4", "Interruptions", "AAA")
RE_AUTHENTICATING = SuccessCriterion("2.2.5", "Re-authenticating", "AAA")
TIMEOUTS = SuccessCriterion("2.2.6", "Timeouts", "AAA")
THREE_FLASHES_OR_BELOW_THRESHOLD = SuccessCriterion("2.3.1", "Three Flashes or Below Threshold", "A")
THREE_FLASHES = SuccessCriterion("2.3.2", "Three Flashes", "AAA")
ANIMATION_FROM_INTERACTIONS = SuccessCriterion("2.3.3", "Animation from Interactions", "AAA")
BYPASS_BLOCKS = SuccessCriterion("2.4.1", "Bypass Blocks", "A")
PAGE_TITLED = SuccessCriterion("2.4.2", "Page Titled", "A")
FOCUS_ORDER = SuccessCriterion("2.4.3", "Focus Order", "A")
LINK_PURPOSE_IN_CONTEXT = SuccessCriterion("2.4.4", "Link Purpose (In Context)", "A")
MULTIPLE_WAYS = SuccessCriterion("2.4.5", "Multiple Ways", "AA")
HEADINGS_AND_LABELS = SuccessCriterion("2.4.6", "Headings and Labels", "AA")
FOCUS_VISIBLE = SuccessCriterion("2.4.7", "Focus Visible", "AA")
LOCATION = SuccessCriterion("2.4.8", "Location", "AAA")
LINK_PURPOSE_LINK_ONLY = SuccessCriterion("2.4.9", "Link Purpose (Link Only)", "AAA")
SECTION_HEADINGS = SuccessCriterion("2.4.10", "Section Headings", "AAA")
POINTER_GESTURES = SuccessCriterion("2.5.1", "Pointer Gestures", "A")
POINTER_CANCELLATION = SuccessCriterion("2.5.2", "Pointer Cancellation", "A")
LABEL_IN_NAME = SuccessCriterion("2.5.3", "Label in Name", "A")
MOTION_ACTUATION = SuccessCriterion("2.5.4", "Motion Actuation", "A")
TARGET_SIZE = SuccessCriterion("2.5.5", "Target Size", "AAA")
CONCURRENT_INPUT_MECHANISMS = SuccessCriterion("2.5.6", "Concurrent Input Mechanisms", "AAA")
LANGUAGE_OF_PAGE = SuccessCriterion("3.1.1", "Language of Page", "A")
LANGUAGE_OF_PARTS = SuccessCriterion("3.1.2", "Language of Parts", "AA")
UNUSUAL_WORDS = SuccessCriterion("3.1.3", "Unusual Words", "AAA")
ABBREVIATIONS = SuccessCriterion("3.1.4", "Abbreviations", "AAA")
READING_LEVEL = SuccessCriterion("3.1.5", "Reading Level", "AAA")
PRONUNCIATION = SuccessCriterion("3.1.6", "Pronunciation", "AAA")
ON_FOCUS = SuccessCriterion("3.2.1", "On Focus", "A")
ON_INPUT = SuccessCriterion("3.2.2", "On Input", "A")
CONSISTENT_NAVIGATION = SuccessCriterion("3.2.3", "Consistent Navigation", "AA")
CONSISTENT_IDENTIFICATION = SuccessCriterion("3.2.4", "Consistent Identification", "AA")
CHANGE_ON_REQUEST = SuccessCriterion("3.2.5", "Change on Request", "AAA")
ERROR_IDENTIFICATION = SuccessCriterion("3.3.1", "Error Identification", "A")
LABELS_OR_INSTRUCTIONS = SuccessCriterion("3.3.2", "Labels or Instructions", "A")
ERROR_SUGGESTION = SuccessCriterion("3.3.3", "Error Suggestion", "AA")
ERROR_PREVENTION_LEGAL_FINANCIAL_DATA = SuccessCriterion("3.3.4", "Error Prevention (Legal, Financial, Data)", "AA")
HELP = SuccessCriterion("3.3.5", "Help", "AAA")
ERROR_PREVENTION_ALL = SuccessCriterion("3.3.6", "Error Prevention (All)", "AAA")
PARSING = SuccessCriterion("4.1.1", "Parsing", "A")
NAME_ROLE_VALUE = SuccessCriterion("4.1.2", "Name, Role, Value", "A")
STATUS_MESSAGES = SuccessCriterion("4.1.3", "Status Messages", "AA")

ALL = (
    NON_TEXT_CONTENT,
    AUDIO_ONLY_AND_VIDEO_ONLY_PRERECORDED,
    CAPTIONS_PRERECORDED,
    AUDIO_DESCRIPTION_OR_MEDIA_ALTERNATIVE_PRERECORDED,
    CAPTIONS_LIVE,
    AUDIO_DESCRIPTION_PRERECORDED,
    SIGN_LANGUAGE_PRERECORDED,
    EXTENDED_AUDIO_DESCRIPTION_PRERECORDED,
    MEDIA_ALTERNATIVE_PRERECORDED,
    AUDIO_ONLY_LIVE,
    INFO_AND_RELATIONSHIPS,
    MEANINGFUL_SEQUENCE,
    SENSORY_CHARACTERISTICS,
    ORIENTATION,
    IDENTIFY_INPUT_PURPOSE,
    IDENTIFY_PURPOSE,
    USE_OF_COLOR,
    AUDIO_CONTROL,
    CONTRAST_MINIMUM,
    RESIZE_TEXT,
    IMAGES_OF_TEXT,
    CONTRAST_ENHANCED,
    LOW_OR_NO_BACKGROUND_AUDIO,
    VISUAL_PRESENTATION,
    IMAGES_OF_TEXT_NO_EXCEPTION,
    REFLOW,
    NON_TEXT_CONTRAST,
    TEXT_SPACING,
    CONTENT_ON_HOVER_OR_FOCUS,
    KEYBOARD,
    NO_KEYBOARD_TRAP,
    KEYBOARD_NO_EXCEPTION,
    CHARACTER_KEY_SHORTCUTS,
    TIMING_ADJUSTABLE,
    PAUSE_STOP_HIDE,
    NO_TIMING,
    INTERRUPTIONS,
    RE_AUTHENTICATING,
    TIMEOUTS,
    THREE_FLASHES_OR_BELOW_THRESHOLD,
    THREE_FLASHES,
    ANIMATION_FROM_INTERACTIONS,
    BYPASS_BLOCKS,
    PAGE_TITLED,
    FOCUS_ORDER,
    LINK_PURPOSE_IN_CONTEXT,
    MULTIPLE_WAYS,
    HEADINGS_AND_LABELS,
    FOCUS_VISIBLE,
    LOCATION,
    LINK_PURPOSE_LINK_ONLY,
    SECTION_HEADINGS,
    POINTER_GESTURES,
    POINTER_CANCELLATION,
    LABEL_IN_NAME,
    MOTION_ACTUATION,
    TARGET_SIZE,
    CONCURRENT_INPUT_MECHANISMS,
    LANGUAGE_OF_PAGE,
    LANGUAGE_OF_PARTS,
    UNUSUAL_WORDS,
    ABBREVIATIONS,
    READING_LEVEL,
    PRONUNCIATION,
    ON_FOCUS,
    ON_INPUT,
    CONSISTENT_NAVIGATION,
    CONSISTENT_IDENTIFICATION,
    CHANGE_ON_REQUEST,
    ERROR_IDENTIFICATION,
    LABELS_OR_INSTRUCTIONS,
    ERROR_SUGGESTION,
    ERROR_PREVENTION_LEGAL_FINANCIAL_DATA,
    HELP,
    ERROR_PREVENTION_ALL,
    PARSING,
    NAME_ROLE_VALUE,
    STATUS_MESSAGES,
)
