using System.Globalization;
using Payments.Contracts.Orders;
using Payments.Domain.Wallets;

namespace Payments.Http.Cashier;

/// <summary>What went wrong with a payer's last choice: the page's address carries it, and the page says it once.</summary>
internal static class CashierProblem
{
    /// <summary>A way to pay at a provider could not be had.</summary>
    public const string Method = "method";

    private const string Coin = "coin";

    /// <summary>Minutes follow.</summary>
    private const string Later = "later-";

    /// <summary>The value of <c>?problem=</c>; empty where nothing went wrong, or the page itself shows what did.</summary>
    public static string Of(CreateOrderResult? result) => result switch
    {
        { Outcome: CreateOutcome.Existing or CreateOutcome.NotOpen } => "",
        { Outcome: CreateOutcome.TooManyChanges, RetryAfter: { } wait } => string.Create(CultureInfo.InvariantCulture,
            $"{Later}{Math.Ceiling(wait.TotalMinutes)}"),
        _ => Coin,
    };

    /// <summary>The words for a value of <c>?problem=</c>, which anybody may have written; null for one that is none.</summary>
    public static string? Text(string problem, CashierTexts texts)
    {
        if (problem == Coin) return texts.Problem;
        if (problem == Method) return texts.ProviderProblem;
        if (!problem.StartsWith(Later, StringComparison.Ordinal)) return null;
        return int.TryParse(problem.AsSpan(Later.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) &&
            minutes <= CoinChanges.Period.TotalMinutes ? CashierParts.Fill(texts.ProblemLater, minutes) : null;
    }
}
