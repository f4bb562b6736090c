package io.jenkins.plugins.kamal.engine.config.section;

import java.util.Optional;

/**
 * Checks the name of an image by Docker's rules. Docker itself would reject the name only after the deploy lock is
 * taken.
 */
public final class ImageName {

    private ImageName() {}

    /** Checks the {@code image} at the root, which has neither registry nor tag. */
    public static void checkUntagged(Fields root) {
        root.text("image").ifPresent(image -> {
            String last = image.substring(image.lastIndexOf('/') + 1);
            if (last.contains(":") || last.contains("@")) {
                root.fault(
                        "image",
                        "`" + image + "` has a tag or digest; write the name alone, because the tag is the version");
            } else {
                check(root, image);
            }
        });
    }

    /** Checks the {@code image} of an accessory, which may have both. */
    public static void checkTagged(Fields accessory) {
        accessory.text("image").ifPresent(image -> check(accessory, untagged(image)));
    }

    private static void check(Fields section, String image) {
        fault(path(image)).ifPresent(fault -> section.fault("image", "`" + image + "` " + fault));
    }

    private static Optional<String> fault(String path) {
        if (path.chars().anyMatch(Character::isWhitespace)) {
            return Optional.of("has white space; remove it");
        }
        if (path.chars().anyMatch(Character::isUpperCase)) {
            return Optional.of("has capital letters, which Docker allows in tags only; write the name in lower case");
        }
        return path.startsWith("/") || path.endsWith("/") || path.contains("//")
                ? Optional.of("has an extra slash; write, for example, me/app")
                : Optional.empty();
    }

    private static String untagged(String image) {
        String name = image.replaceFirst("@.*$", "");
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** The name without its registry; the first part is a registry if it contains a dot or a colon. */
    private static String path(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        return first.contains(".") || first.contains(":") ? image.substring(slash + 1) : image;
    }
}
