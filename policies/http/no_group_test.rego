package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_no_group_denies_a_group_that_is_not_known if {
	decision := http.decision with input as fixture.asked("gardeners", {})
	"http.no_group" in fixture.rules(decision)
	decision.effect == "deny"
}

test_no_group_allows_a_group_that_is_known if {
	decision := http.decision with input as fixture.read_patient
	decision.effect == "allow"
}
