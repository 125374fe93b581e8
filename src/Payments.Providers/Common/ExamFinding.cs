namespace Payments.Providers.Common;

/// <summary>What an exam of an account can find.</summary>
public enum ExamVerdict
{
    /// <summary>A setting is missing or wrong: its name, and what was expected.</summary>
    NotConfigured,

    /// <summary>The settings are complete.</summary>
    Complete,

    /// <summary>Stand-ins may be called.</summary>
    Sandbox,

    /// <summary>The provider took a signed call.</summary>
    Answered,

    /// <summary>It refused the call: its reason.</summary>
    Refused,

    /// <summary>There was no answer that can be read: why.</summary>
    NoAnswer,

    /// <summary>No answer had a time.</summary>
    ClockUntold,

    /// <summary>The clocks agree: the seconds between them.</summary>
    ClockRight,

    /// <summary>They do not: the seconds between them.</summary>
    ClockWrong,

    /// <summary>A certificate is good for long: its name, its last day, the days until then.</summary>
    CertificateGood,

    /// <summary>A certificate ends soon: the same.</summary>
    CertificateEnds,

    /// <summary>The notify URL is none that a provider could call: the URL.</summary>
    NotifyForbidden,

    /// <summary>It leads to the gateway: the URL.</summary>
    NotifyReached,

    /// <summary>Something else answers there: the URL and the HTTP status.</summary>
    NotifyElsewhere,

    /// <summary>Nothing answers there: the URL and why.</summary>
    NotifySilent,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Verdict">What was found.</param>
/// <param name="Subject">What it is of, in English.</param>
/// <param name="Text">What was found, and what to do about it, in English.</param>
/// <param name="Values">The values in it, as <see cref="ExamVerdict"/> names them, for texts in other words.</param>
public sealed record ExamFinding(ExamVerdict Verdict, string Subject, string Text, IReadOnlyList<string> Values)
{
    /// <summary>Whether it is as it must be.</summary>
    public bool IsGood => Verdict is ExamVerdict.Complete or ExamVerdict.Sandbox or ExamVerdict.Answered or ExamVerdict.ClockUntold
        or ExamVerdict.ClockRight or ExamVerdict.CertificateGood or ExamVerdict.NotifyReached;
}
