package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The filters that git's configuration defines.
 *
 * @param names their names, sorted
 */
record GitFilters(Collection<String> names) {

    private static final Pattern SETTING = Pattern.compile("filter\\.(.*)\\.[^.]*", Pattern.DOTALL);
    private static final int MOST = 200;

    /** The filters among the names of all settings. */
    static GitFilters of(Collection<String> settings) {
        Collection<String> names = new TreeSet<>();
        for (String setting : settings) {
            Matcher matcher = SETTING.matcher(setting);
            if (matcher.matches()) {
                names.add(matcher.group(1));
            }
        }
        return new GitFilters(names);
    }

    /**
     * The options that turn all filters off; they go before the git command.
     *
     * @throws VersionException if a filter cannot be turned off
     */
    List<String> turnedOff() {
        names.stream().filter(name -> name.indexOf('=') >= 0).findFirst().ifPresent(name -> {
            throw new VersionException("Git's configuration defines the filter '" + name
                    + "', which cannot be turned off, because its name contains '='. Rename or remove it");
        });
        if (names.size() > MOST) {
            throw new VersionException("Git's configuration defines more than " + MOST + " filters. Remove some");
        }
        return names.stream()
                .map(name -> "filter." + name + ".")
                .flatMap(filter -> Stream.of("clean=", "smudge=", "process=", "required=false")
                        .map(setting -> filter + setting))
                .flatMap(setting -> Stream.of("-c", setting))
                .toList();
    }
}
