package cordon.git_test

import data.cordon.git
import data.cordon.git_fixture as fixture

test_asserted_denies_the_word_of_a_server_where_data_wants_more if {
	decision := git.decision with input as asserted with data.git.asserted as false
	fixture.rules(decision) == ["git.asserted"]
}

test_asserted_allows_it_where_data_takes_it if {
	decision := git.decision with input as asserted
	decision.effect == "allow"
}

asserted := object.union(fixture.request, {"subject": {"properties": {"assurance": "asserted"}}})
