package io.jenkins.plugins.kamal.engine.process;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Detects text that Java cannot pass on. Java passes arguments and paths in the encoding of the locale that it was
 * started with, and replaces other characters with '?'.
 */
final class NativeEncoding {

    private NativeEncoding() {}

    /** @throws UnencodableException if an argument or the directory would not arrive unchanged */
    static void requireEncodable(String program, List<String> argv, Path directory) throws UnencodableException {
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        boolean lossy = Stream.concat(argv.stream(), Stream.of(directory.toString()))
                .anyMatch(text -> !encoding.newEncoder().canEncode(text));
        if (lossy) {
            throw new UnencodableException(
                    "an argument of `" + program + "`, or its directory, holds characters that the locale"
                            + " of this Java (" + encoding + ") lacks. Start the agent with LC_ALL=C.UTF-8");
        }
    }
}
