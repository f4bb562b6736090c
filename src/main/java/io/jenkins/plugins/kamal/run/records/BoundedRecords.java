package io.jenkins.plugins.kamal.run.records;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The lists of records that a build keeps about a command, and their limit: more than any command has, and few enough that
 * forged events cannot fill the memory of the controller. They are plain lists, so that their saved form is, too.
 */
public final class BoundedRecords {

    /** The most records of one kind. */
    public static final int MOST = 10_000;

    private BoundedRecords() {}

    /** A new list that can grow, with the first of these records; without those that are null in a damaged file. */
    public static <T> List<T> copyOf(@CheckForNull Collection<T> saved) {
        return saved == null
                ? new ArrayList<>()
                : saved.stream().filter(Objects::nonNull).limit(MOST).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Adds a record in constant time, unless the list is full; returns whether it was added. */
    public static <T> boolean add(List<T> records, T record) {
        return records.size() < MOST && records.add(record);
    }
}
