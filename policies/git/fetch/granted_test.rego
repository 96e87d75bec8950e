package cordon.git.fetch_test

import data.cordon.git.fetch

test_fetch_granted_allows_a_group_that_reads if {
	decision := fetch.decision with input as asked("analysts")
	decision.effect == "allow"
	decision.reasons[0].rule == "git.fetch_granted"
}

test_fetch_granted_allows_by_name_alone if {
	groups := {"guests": {"fetches": {"clinic/app.git": true}}}
	named := fetch.decision with input as asked("guests") with data.git.groups as groups
	named.effect == "allow"
	other := fetch.decision with input as asked("guests") with data.git.groups as {"guests": {"fetches": {"x.git": true}}}
	other.effect == "deny"
}
