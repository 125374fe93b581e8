namespace Payments.Domain.Limits;

/// <summary>What became of a request for a token.</summary>
/// <param name="Verdict">The outcome.</param>
/// <param name="Left">Tokens that are left in the window, as far as this front knows.</param>
/// <param name="EndsIn">How long until there are new ones.</param>
public readonly record struct TokenTake(TakeVerdict Verdict, int Left, TimeSpan EndsIn);

/// <summary>Named outcomes of taking a token.</summary>
public enum TakeVerdict
{
    /// <summary>There was one.</summary>
    Taken,

    /// <summary>There is none until the window ends.</summary>
    Refused,

    /// <summary>This front holds none; the grain may have some.</summary>
    MustAsk,
}
