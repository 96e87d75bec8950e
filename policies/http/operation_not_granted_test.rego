package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_operation_not_granted_denies_one_that_the_group_may_not_use if {
	decision := http.decision with input as fixture.asked("analysts", object.union({"interaction": "operation", "operation": "everything", "route": "/Patient/{id}/$everything"}, {}))
	fixture.rules(decision) == ["http.operation_not_granted"]
}

test_operation_not_granted_allows_everything_of_one_patient if {
	decision := http.decision with input as fixture.asked("clinicians", object.union({"interaction": "operation", "operation": "everything", "route": "/Patient/{id}/$everything"}, {}))
	decision.effect == "allow"
}
