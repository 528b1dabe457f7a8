/**
 * What people decided about proposals: read back from a review tool by the format modules, compared and counted here.
 *
 * <p>A review is a fact. {@link io.ticketlabeler.review.ReviewPlan} settles what people read for a proof, before they read;
 * {@link io.ticketlabeler.review.Certificate} says what their reviews prove. There are two {@linkplain io.ticketlabeler.review.Promise promises}:
 * about the finished set, or about the labels accepted unseen. They are never mixed, and neither follows from the other.
 */
@NullMarked
package io.ticketlabeler.review;

import org.jspecify.annotations.NullMarked;
