package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_joined_search_denies_an_include if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Observation", [fixture.parameter("_include", "none", "join")], {"page": 5}))
	fixture.rules(decision) == ["http.joined_search"]
}

test_joined_search_allows_a_search_by_itself if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Observation", [fixture.parameter("code", "none", "equality")], {"page": 5}))
	decision.effect == "allow"
}
