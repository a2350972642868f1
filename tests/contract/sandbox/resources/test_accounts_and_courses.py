"""Contract 7.1, 7.2 and 10: accounts, terms, courses."""

import pytest
from tests.builders.canvas_state import (
    ADMINISTRATOR,
    BRANCH_ADMINISTRATOR,
    COURSE,
    DEPARTMENT,
    ROOT,
    SCHOOL,
    STUDENT,
    TEACHER,
    a_course,
    a_file,
    a_state,
)
from tests.sandbox_client import bearer, sandbox_client

from canvas_sandbox.model import BlueprintSubscription, Term

# Contract 3.4: each with an impossible id in the position of the course or account.
PROBES = """GET /api/v1/accounts/0
GET /api/v1/accounts/0/sub_accounts
GET /api/v1/accounts/0/courses
GET /api/v1/accounts/0/terms
GET /api/v1/courses/0
PUT /api/v1/courses/0
POST /api/v1/courses/0/files
GET /api/v1/courses/0/files
GET /api/v1/courses/0/files/0
PUT /api/v1/files/0
DELETE /api/v1/files/0
GET /api/v1/courses/0/assignments
GET /api/v1/courses/0/assignments/0
PUT /api/v1/courses/0/assignments/0
GET /api/v1/courses/0/discussion_topics
GET /api/v1/courses/0/discussion_topics/0
PUT /api/v1/courses/0/discussion_topics/0
GET /api/v1/courses/0/pages
GET /api/v1/courses/0/pages/x
PUT /api/v1/courses/0/pages/x
GET /api/v1/courses/0/quizzes
GET /api/v1/courses/0/quizzes/0
PUT /api/v1/courses/0/quizzes/0
GET /api/v1/courses/0/blueprint_subscriptions
GET /api/v1/courses/0/blueprint_subscriptions/0/migrations
GET /api/v1/courses/0/content_migrations
GET /api/v1/courses/0/modules"""


@pytest.fixture
def state():
    return a_state()


@pytest.fixture
def client(state):
    with sandbox_client(state) as client:
        client.headers.update(bearer(ADMINISTRATOR))
        yield client


@pytest.mark.parametrize("probe", PROBES.splitlines())
def test_an_impossible_id_ends_at_404_before_anything_else(client, probe):
    """Contract 3.4, appendix C: no body, no parameters, no harm."""
    verb, path = probe.split()
    answer = client.request(verb, path)
    assert answer.status_code == 404
    assert answer.json() == {"errors": [{"message": "The specified resource does not exist."}]}


def test_accounts_are_those_that_the_caller_administers(client):
    """Contract 7.1: not the whole tree; teachers get none."""
    assert [account["id"] for account in client.get("/api/v1/accounts").json()] == [ROOT]
    branch = client.get("/api/v1/accounts", headers=bearer(BRANCH_ADMINISTRATOR)).json()
    assert [account["id"] for account in branch] == [SCHOOL]
    assert client.get("/api/v1/accounts", headers=bearer(TEACHER)).json() == []


def test_a_root_account_has_no_root_and_no_sis_id(client):
    """Contract 7.1, appendix A."""
    account = client.get("/api/v1/accounts/self").json()
    assert (account["id"], account["root_account_id"], account["parent_account_id"]) == (ROOT, None, None)
    assert "sis_account_id" not in account
    assert client.get(f"/api/v1/accounts/{SCHOOL}").json()["sis_account_id"] == "BIO"


@pytest.mark.parametrize("path", [f"accounts/{ROOT}", f"accounts/{ROOT}/courses", f"accounts/{ROOT}/sub_accounts"])
@pytest.mark.parametrize("status", [403, 401])
def test_an_account_is_closed_to_others(state, client, path, status):
    """Contract 3.2: 403 or 401 by switch, the same body."""
    state.switches.permission_status = status
    answer = client.get(f"/api/v1/{path}", headers=bearer(TEACHER))
    assert answer.status_code == status
    assert answer.json()["status"] == "unauthorized"
    assert "www-authenticate" not in answer.headers


def test_sub_accounts_are_the_children_or_the_whole_tree(client):
    """Contract 7.1."""
    path = f"/api/v1/accounts/{ROOT}/sub_accounts"
    assert [item["id"] for item in client.get(path).json()] == [SCHOOL]
    assert [item["id"] for item in client.get(f"{path}?recursive=true").json()] == [SCHOOL, DEPARTMENT]


def test_counts_come_when_asked_for(client):
    query = "?include[]=course_count&include[]=sub_account_count"
    account = client.get(f"/api/v1/accounts/{ROOT}{query}").json()
    assert (account["course_count"], account["sub_account_count"]) == (1, 1)


class TestTerms:
    def path(self, account=ROOT):
        return f"/api/v1/accounts/{account}/terms"

    def test_the_list_is_wrapped(self, client):
        """Contract 10."""
        terms = client.get(self.path()).json()["enrollment_terms"]
        assert {term["name"] for term in terms} == {"Default Term", "Fall 2026"}
        assert terms[0]["grading_period_group_id"] is None

    def test_checks_run_account_then_root_then_right(self, client):
        """Contract 10: 404, 400, 403."""
        assert client.get(self.path(999), headers=bearer(TEACHER)).status_code == 404
        below = client.get(self.path(SCHOOL), headers=bearer(TEACHER))
        assert (below.status_code, below.json()) == (400, {"message": "Terms only belong to root_accounts."})
        assert client.get(self.path(), headers=bearer(BRANCH_ADMINISTRATOR)).status_code == 403

    def test_deleted_ones_come_only_when_asked_for(self, state, client):
        state.terms[9] = Term(9, ROOT, "Old", workflow_state="deleted")
        assert len(client.get(self.path()).json()["enrollment_terms"]) == 2
        assert len(client.get(f"{self.path()}?workflow_state[]=all").json()["enrollment_terms"]) == 3
        [old] = client.get(f"{self.path()}?workflow_state[]=deleted").json()["enrollment_terms"]
        assert old["name"] == "Old"

    def test_the_latest_start_comes_first_and_no_date_before_all(self, state, client):
        """Contract 10: start_at desc, end_at desc, id."""
        state.terms[4] = Term(4, ROOT, "Spring 2027", "2027-01-10T00:00:00Z", "2027-05-10T00:00:00Z")
        terms = client.get(self.path()).json()["enrollment_terms"]
        assert [term["id"] for term in terms] == [1, 4, 3]


class TestAccountCourses:
    @pytest.fixture
    def ids(self, client):
        def ids(query="", token=ADMINISTRATOR, account=ROOT):
            answer = client.get(f"/api/v1/accounts/{account}/courses?per_page=100&{query}", headers=bearer(token))
            assert answer.status_code == 200, answer.text
            return [course["id"] for course in answer.json()]

        return ids

    def test_courses_of_sub_accounts_belong_to_it(self, state, ids):
        a_course(state, id=200, account_id=DEPARTMENT)
        assert ids() == [COURSE, 200]
        assert ids(account=DEPARTMENT) == [200]

    def test_states(self, state, ids):
        """Contract 7.1: all but deleted unless asked otherwise."""
        for number, name in enumerate(("created", "claimed", "completed", "deleted"), start=200):
            a_course(state, id=number, workflow_state=name)
        assert ids() == [COURSE, 200, 201, 202]
        assert ids("state[]=all") == [COURSE, 200, 201, 202, 203]
        assert ids("state[]=deleted&state[]=created") == [200, 203]
        assert ids("published=true") == [COURSE]
        assert ids("completed=true") == [202]

    def test_created_and_claimed_show_as_unpublished(self, state, client):
        a_course(state, id=200, workflow_state="claimed")
        assert client.get("/api/v1/courses/200").json()["workflow_state"] == "unpublished"

    def test_blueprints_and_their_children(self, state, ids):
        a_course(state, id=200, blueprint=True)
        a_course(state, id=201)
        state.blueprint_subscriptions[5] = BlueprintSubscription(5, 1, 200, 201)
        assert ids("blueprint=true") == [200]
        assert ids("blueprint_associated=true") == [201]
        assert ids("blueprint=false") == [COURSE, 201]

    def test_a_term_by_id_or_sis_id(self, state, ids):
        a_course(state, id=200, enrollment_term_id=1)
        assert ids("enrollment_term_id=1") == [200]
        assert ids("enrollment_term_id=sis_term_id:F26") == [COURSE]
        assert ids("enrollment_term_id=sis_term_id:none") == []

    def test_a_search_term(self, state, client, ids):
        a_course(state, id=200, name="History of Art")
        assert ids("search_term=ART") == [200]
        assert ids("search_term=bio201") == [COURSE]
        assert ids("search_term=rosa&search_by=teacher") == [COURSE]
        short = client.get(f"/api/v1/accounts/{ROOT}/courses?search_term=ab")
        error = {"field": "search_term", "code": "invalid", "message": "3 or more characters is required"}
        assert (short.status_code, short.json()) == (400, {"errors": [error]})

    def test_people_dates_and_order(self, state, ids):
        a_course(state, id=200, name="Algebra", account_id=DEPARTMENT, enrollment_term_id=1)
        assert ids("with_enrollments=true") == [COURSE]
        assert ids("with_enrollments=false") == [200]
        assert ids("enrollment_type[]=teacher") == [COURSE]
        assert ids("by_teachers[]=55") == [COURSE]
        assert ids(f"by_subaccounts[]={DEPARTMENT}") == [200]
        assert ids("ends_after=2027-01-01") == [200]
        assert ids("sort=course_name") == [200, COURSE]
        assert ids("sort=course_name&order=desc") == [COURSE, 200]

    def test_includes(self, client):
        """Appendix A."""
        names = "term,teachers,total_students,account_name,syllabus_body"
        query = "&".join(f"include[]={name}" for name in names.split(","))
        [course] = client.get(f"/api/v1/accounts/{ROOT}/courses?{query}").json()
        assert course["term"]["sis_term_id"] == "F26"
        assert course["teachers"][0]["display_name"] == "Rosa Lind"
        assert (course["total_students"], course["account_name"], course["syllabus_body"]) == (
            34,
            "School of Biology",
            None,
        )

    def test_without_includes_the_keys_are_absent(self, client):
        [course] = client.get(f"/api/v1/accounts/{ROOT}/courses").json()
        assert not {"term", "teachers", "total_students", "account_name", "syllabus_body"} & course.keys()


def test_a_course_is_found_by_every_form_of_its_id(client):
    """Contract 3.1."""
    for form in ("101", "10000000000101", "1~101", "sis_course_id:BIO201-F26"):
        assert client.get(f"/api/v1/courses/{form}").json()["id"] == COURSE


def test_ids_become_strings_on_request(client):
    """Contract 3.1."""
    accept = {"Accept": "application/json+canvas-string-ids"}
    course = client.get(f"/api/v1/courses/{COURSE}?include[]=term", headers=accept).json()
    assert (course["id"], course["account_id"], course["term"]["id"]) == ("101", "7", "3")


def test_a_deleted_course_is_gone(state, client):
    a_course(state, id=200, workflow_state="deleted")
    assert client.get("/api/v1/courses/200").status_code == 404
    assert client.get("/api/v1/courses/200?include[]=all_courses").status_code == 200


def test_blueprint_restrictions_show_on_blueprints_only(state, client):
    """Contract 7.2."""
    a_course(state, id=200, blueprint=True, blueprint_restrictions={"content": True})
    assert client.get("/api/v1/courses/200").json()["blueprint_restrictions"] == {"content": True}
    assert "blueprint_restrictions" not in client.get(f"/api/v1/courses/{COURSE}").json()


class TestSyllabus:
    path = f"/api/v1/courses/{COURSE}"

    def test_it_is_written_cleaned_and_alone(self, state, client):
        """Contract 7.2: other keys are ignored in silence, no mail goes out."""
        body = {"course[syllabus_body]": "<p onclick='x'>Welcome</p>", "course[name]": "Other"}
        answer = client.put(self.path, data=body)
        assert answer.status_code == 200
        assert "syllabus_body" not in answer.json()
        assert state.courses[COURSE].syllabus_body == "<p>Welcome</p>"
        assert state.courses[COURSE].name == "Cell Biology"
        assert state.notifications == []

    def test_the_wrapper_is_required(self, client):
        """Contract 6."""
        answer = client.put(self.path, data={"syllabus_body": "x"})
        assert (answer.status_code, answer.json()) == (400, {"errors": [{"message": "course is missing"}]})

    def test_a_student_may_not(self, state, client):
        answer = client.put(self.path, data={"course[syllabus_body]": "x"}, headers=bearer(STUDENT))
        assert answer.status_code == 403
        assert state.courses[COURSE].syllabus_body is None


def test_the_includes_filter_reaches_courses():
    """Contract 3.5: with Allow Include Parameters off, the key is absent and nothing is refused."""
    scopes = ["url:GET|/api/v1/courses/:id"]
    with sandbox_client(a_state(scopes=scopes, allow_includes=False)) as client:
        answer = client.get(f"/api/v1/courses/{COURSE}?include[]=syllabus_body", headers=bearer(ADMINISTRATOR))
        assert (answer.status_code, "syllabus_body" in answer.json()) == (200, False)
    with sandbox_client(a_state(scopes=scopes)) as client:
        answer = client.get(f"/api/v1/courses/{COURSE}?include[]=syllabus_body", headers=bearer(ADMINISTRATOR))
        assert "syllabus_body" in answer.json()


def test_who_am_i(client):
    me = client.get("/api/v1/users/self", headers=bearer(TEACHER)).json()
    assert (me["id"], me["name"], me["sortable_name"]) == (55, "Rosa Lind", "Lind, Rosa")


def test_modules_are_a_list_that_a_course_has(client):
    """Contract 3.4: the probe outside the 27."""
    assert client.get(f"/api/v1/courses/{COURSE}/modules").json() == []


def test_the_quota_counts_what_is_there(state, client):
    """Contract 3.3: admitted by the scope of a single file."""
    a_file(state, data=b"x" * 1000)
    a_file(state, data=b"x" * 500, workflow_state="deleted")
    quota = client.get(f"/api/v1/courses/{COURSE}/files/quota").json()
    assert quota == {"quota": 500 * 1_048_576, "quota_used": 1000}
