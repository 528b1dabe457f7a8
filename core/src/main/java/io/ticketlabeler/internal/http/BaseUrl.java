package io.ticketlabeler.internal.http;

import java.net.URI;
import java.util.Locale;

/** The address of a server to which tickets and a token may travel. */
public final class BaseUrl {

    private BaseUrl() {}

    /**
     * The address without a slash at its end.
     *
     * @param insecure whether plain http may leave this machine
     * @param example  of such an address, for messages
     * @throws IllegalArgumentException if it is none, holds a user, a query or a fragment, or is plain http to another machine
     */
    public static URI checked(URI url, boolean insecure, String example) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            String shown = url.getRawUserInfo() == null && url.toString().length() < 200 ? "\"" + url + "\"" : "this";
            throw new IllegalArgumentException(
                    shown + " is no address of a server; expected something like " + example);
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the address at " + url.getHost()
                    + " holds a user, a query or a fragment; expected something like " + example);
        }
        if (scheme.equals("http") && !insecure && !isLoopback(url)) {
            throw new IllegalArgumentException("http:// would send the token and the tickets in the clear to "
                    + url.getHost() + "; use https://, or allow http within your own network");
        }
        return URI.create(url.toString().replaceAll("/+$", ""));
    }

    /** Whether it is on this machine by its name alone; nothing is looked up. */
    public static boolean isLoopback(URI url) {
        String host = url.getHost();
        return host != null
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
