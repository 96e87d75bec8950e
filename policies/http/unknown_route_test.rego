package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_unknown_route_denies_what_fits_no_route if {
	decision := http.decision with input as fixture.asked("developers", {"known": false, "route": "?", "interaction": "other"})
	"http.unknown_route" in fixture.rules(decision)
}

test_unknown_route_allows_what_does if {
	decision := http.decision with input as fixture.read_patient
	fixture.rules(decision) == ["http.mask"]
}
