package io.jenkins.plugins.kamal.engine.process;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Java passes arguments and paths in the encoding of the locale it was started with, and writes '?' for other characters. */
final class NativeEncoding {

    private NativeEncoding() {}

    /** @throws UnencodableException if an argument or the directory would arrive as another text */
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
