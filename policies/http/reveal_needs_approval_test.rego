package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_reveal_needs_approval_holds_tokens_that_are_to_be_opened if {
	decision := http.decision with input as fixture.asked("clinicians", fixture.reveal)
		with data.http.groups.clinicians.services as {"fhir": "reveal"}
	decision.effect == "require_approval"
	fixture.rules(decision) == ["http.reveal_needs_approval"]
	decision.approval == data.approvers.http_reveal
	decision.obligations[0].bodies.response == "pass"
}

test_reveal_needs_approval_is_no_way_for_who_may_only_write if {
	decision := http.decision with input as fixture.asked("clinicians", fixture.reveal)
		with data.http.groups.clinicians.services as {"fhir": "write"}
	decision.effect == "deny"
	fixture.rules(decision) == ["http.service_not_granted"]
}

test_reveal_needs_approval_is_told_apart_from_other_writes if {
	decision := http.decision with input as fixture.asked("developers", fixture.write({}))
	decision.approval == data.approvers.http_write
}

test_reveal_needs_approval_opens_nothing_by_other_requests if {
	change := object.union(fixture.reveal, {"interaction": "create", "known": false, "route": "?"})
	decision := http.decision with input as fixture.asked("clinicians", change)
		with data.http.groups.clinicians.services as {"fhir": "reveal"}
	decision.effect == "deny"
	decision.obligations == []
}
