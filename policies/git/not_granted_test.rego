package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_not_granted_denies_who_only_reads if {
	decision := git.decision with input as fixture.asked("analysts", {})
	fixture.rules(decision) == ["git.not_granted"]
}

test_not_granted_allows_a_repository_by_name if {
	groups := {"analysts": {"fetches": {}, "pushes": {"clinic/app.git": true}}}
	decision := git.decision with input as fixture.asked("analysts", {}) with data.git.groups as groups
	decision.effect == "allow"
	other := git.decision with input as fixture.asked("analysts", {"repository": "other.git"}) with data.git.groups as groups
	fixture.rules(other) == ["git.not_granted"]
}
