package cordon.http

# METADATA
# title: Patient data, masked
# description: Lets a read of a service that holds PHI through, its answer masked on the way.
# custom:
#   id: http.mask
#   hipaa: 45 CFR 164.514(b)(2), de-identification - identifiers are taken out on the way.
allow contains {
	"rule": "http.mask",
	"message": "Allowed; identifiers in the answer are masked.",
} if {
	request.phi
	reading
}

# METADATA
# title: What a service can do
# description: Lets through what asks a service for its capabilities alone.
# custom:
#   id: http.capabilities
#   hipaa: 45 CFR 164.312(a)(1), access control - what carries no PHI is let through and recorded all the same.
allow contains {
	"rule": "http.capabilities",
	"message": "Allowed: a service's capabilities hold no patient data.",
} if {
	request.interaction == "capabilities"
}

# METADATA
# title: A service without patient data
# description: Lets a request to a service through that holds no PHI; what looks like PHI in the bodies is masked both ways.
# custom:
#   id: http.plain
#   hipaa: 45 CFR 164.502(a), uses and disclosures - PHI goes to no system that is not meant to hold it.
allow contains {
	"rule": "http.plain",
	"message": "Allowed; what looks like an identifier is masked on the way out and in.",
} if {
	not request.phi
	acting
}

acting if reading

acting if writing
