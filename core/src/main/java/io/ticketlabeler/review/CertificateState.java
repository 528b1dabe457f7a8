package io.ticketlabeler.review;

/** How a certificate stands, now that tickets arrive that it was not made for. */
public enum CertificateState {
    /** Nothing speaks against it. */
    VALID,
    /** Something has changed, or wrong proposals begin to add up: have more read, and find out why. Proposals may still be accepted. */
    WATCH,
    /** Proposals go wrong more often than it promises, beyond reasonable doubt. Accept nothing more; label, review and certify anew. */
    REVOKED
}
