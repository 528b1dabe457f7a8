package io.ticketlabeler.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over fields, each preceded by its length, so that no two lists of fields give the same bytes. Strings must be well
 * formed: a lone surrogate would be hashed as a question mark. Not thread-safe.
 */
public final class Digest {

    private final MessageDigest sha;

    public Digest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private Digest(MessageDigest sha) {
        this.sha = sha;
    }

    /** One that goes on from here; this one stays as it is, so that several threads may make copies of it. */
    public Digest copy() {
        try {
            return new Digest((MessageDigest) sha.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every Java runtime copies SHA-256", e);
        }
    }

    public Digest field(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha.update(bytes);
        return this;
    }

    public Digest field(long value) {
        sha.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(Long.BYTES)
                .putLong(value)
                .array());
        return this;
    }

    /** The 32 bytes; the digest is then empty again. */
    public byte[] bytes() {
        return sha.digest();
    }

    /** The first 16 of 64 hexadecimal digits; for names, not for keys. */
    public String shortHex() {
        return HexFormat.of().formatHex(bytes(), 0, 8);
    }
}
