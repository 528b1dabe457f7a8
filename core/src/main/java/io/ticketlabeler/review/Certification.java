package io.ticketlabeler.review;

/** What came of an attempt to certify. */
public sealed interface Certification permits Certificate, Refusal {}
