namespace Payments.Domain.Reconciliation;

/// <summary>Which day of an account is compared when.</summary>
public static class ReconciliationPlan
{
    /// <summary>The most days that may wait for an operator at once: a quarter, for as long as providers keep their bills.</summary>
    public const int MostAsked = 92;

    /// <summary>How many days back a gateway that stood still compares by itself; older ones are an operator's to ask for.</summary>
    public const int MostBehind = 31;

    /// <summary>How long after its publication a statement that cannot be had holds up the days behind it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>The pause before a statement is asked for again. WeChat Pay's documents say half an hour (STATEMENT_CREATING).</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    /// <summary>The pause after <see cref="SoonTries"/> tries.</summary>
    public static readonly TimeSpan LongPause = TimeSpan.FromHours(3);

    /// <summary>How often <see cref="Pause"/> is taken before <see cref="LongPause"/>.</summary>
    public const int SoonTries = 12;

    /// <summary>How long after an account was first seen its first statement is asked for: it is often still being set up.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5);

    /// <summary>The plan of an account that was not watched before: its newest statement is the first.</summary>
    public static ReconciliationState Begin(StatementCalendar calendar, DateTimeOffset now) =>
        new() { NextDay = calendar.NewestAt(now), TryAt = now + FirstPause };

    /// <summary>The day to compare now; null for none. What an operator asked for goes first.</summary>
    public static DateOnly? Due(ReconciliationState state, StatementCalendar calendar, DateTimeOffset now)
    {
        if (state.Asked is [var asked, ..]) return asked;
        var newest = calendar.NewestAt(now);
        var next = NextDay(state, newest);
        return next <= newest && (state.TryAt is not { } at || at <= now) ? next : null;
    }

    /// <summary>Takes an operator's request; the same day again is the same request.</summary>
    public static (AskOutcome Outcome, ReconciliationState State) Ask(
        ReconciliationState state, DateOnly day, StatementCalendar calendar, DateTimeOffset now)
    {
        if (day > calendar.NewestAt(now)) return (AskOutcome.NotPublished, state);
        if (state.Asked.Contains(day)) return (AskOutcome.Taken, state);
        return state.Asked.Count >= MostAsked
            ? (AskOutcome.TooMany, state)
            : (AskOutcome.Taken, state with { Asked = [.. state.Asked, day] });
    }

    /// <summary>That a day was compared.</summary>
    public static ReconciliationState Done(ReconciliationState state, DateOnly day, StatementCalendar calendar, DateTimeOffset now)
    {
        var next = Without(state, day) with { DoneAt = now, Trouble = null };
        return day == NextDay(state, calendar.NewestAt(now)) ? next with { NextDay = day.AddDays(1), Tries = 0, TryAt = null } : next;
    }

    /// <summary>
    /// That a day could not be compared. A daily one is tried again until <see cref="Patience"/> is over and then left to an operator, so
    /// that one statement that cannot be had does not hold up all later ones. One that was asked for is tried once.
    /// </summary>
    public static ReconciliationState Failed(
        ReconciliationState state, DateOnly day, string trouble, StatementCalendar calendar, DateTimeOffset now)
    {
        var next = Without(state, day) with { Trouble = trouble };
        if (day != NextDay(state, calendar.NewestAt(now))) return next;
        if (now >= calendar.PublicationOf(day) + Patience) return next with { NextDay = day.AddDays(1), Tries = 0, TryAt = null };
        var tries = state.Tries + 1;
        return next with { NextDay = day, Tries = tries, TryAt = now + (tries <= SoonTries ? Pause : LongPause) };
    }

    private static DateOnly NextDay(ReconciliationState state, DateOnly newest)
    {
        var oldest = newest.AddDays(-MostBehind);
        return state.NextDay < oldest ? oldest : state.NextDay;
    }

    private static ReconciliationState Without(ReconciliationState state, DateOnly day) =>
        state.Asked.Contains(day) ? state with { Asked = [.. state.Asked.Where(asked => asked != day)] } : state;
}

/// <summary>What became of an operator's request.</summary>
[Orleans.GenerateSerializer, Orleans.Alias("reconciliation-ask-outcome")]
public enum AskOutcome
{
    /// <summary>The day is compared as soon as its turn comes.</summary>
    Taken = 0,

    /// <summary>The provider has no statement of the day yet.</summary>
    NotPublished = 1,

    /// <summary>Too many days wait.</summary>
    TooMany = 2,

    /// <summary>There is no such account, or its provider gives no statements.</summary>
    NoAccount = 3,
}
