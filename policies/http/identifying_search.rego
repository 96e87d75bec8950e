package cordon.http

# METADATA
# title: No search by part of an identifier
# description: Refuses to search by a class of PHI that the subject may not see, unless for one exact value - else what is masked could be guessed piece by piece.
# custom:
#   id: http.identifying_search
#   hipaa: 45 CFR 164.502(b), minimum necessary - an answer that is masked is not to be had by asking around it.
deny contains {
	"rule": "http.identifying_search",
	"message": concat("", ["Searching by ", named_parameters, " tells what is masked. Name the patient by id, or search for one exact value (for texts with :exact, for dates with a full day)."]),
} if {
	request.phi
	count(guessing) > 0
}

guessing contains parameter.name if {
	some parameter in request.parameters
	parameter.form in {"partial", "range"}
	not parameter.class in {"none", "unknown"}
	not sees[parameter.class]
}

named_parameters := concat(", ", array.slice(sort(guessing), 0, 3))
