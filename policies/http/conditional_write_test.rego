package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_conditional_write_denies_a_delete_by_search if {
	decision := http.decision with input as fixture.asked("developers", fixture.write({"method": "DELETE", "interaction": "delete"}))
	fixture.rules(decision) == ["http.conditional_write"]
}

test_conditional_write_leaves_one_that_names_its_resource_to_the_officer if {
	decision := http.decision with input as fixture.asked("developers", fixture.write({"method": "DELETE", "interaction": "delete", "identifiers": 1}))
	fixture.rules(decision) == ["http.write_needs_approval"]
}
