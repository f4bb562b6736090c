package io.jenkins.plugins.kamal.text;

import hudson.Util;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** How long ago something happened, in the language of the reader. */
public final class Age {

    private Age() {}

    /** For example {@code 3 days 4 hr}. A time in the future counts as one second ago, because clocks differ. */
    public static String of(Date time) {
        long seconds = (System.currentTimeMillis() - time.getTime()) / 1000;
        return Util.getTimeSpanString(Math.max(1, seconds) * 1000);
    }

    /** Whether something happened within the last twelve hours, so that its time of day says which day it was. */
    public static boolean isRecent(Date time) {
        return System.currentTimeMillis() - time.getTime() < TimeUnit.HOURS.toMillis(12);
    }
}
