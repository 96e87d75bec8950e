package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_data_incomplete_denies_while_any_of_it_is_missing if {
	decision := git.decision with input as fixture.request with data.git.kept as null
	fixture.rules(decision) == ["git.data_incomplete"]
	other := git.decision with input as fixture.request with data.approvers as {}
	fixture.rules(other) == ["git.data_incomplete"]
}

test_data_incomplete_allows_while_it_is_there if {
	decision := git.decision with input as fixture.request
	decision.effect == "allow"
}
