namespace Payments.Providers.Common;

/// <summary>A provider whose app has a browser of its own, in which it says who the payer is.</summary>
public interface IIdentifiesPayers
{
    /// <summary>What the user agent of that browser contains.</summary>
    string BrowserMark { get; }

    /// <summary>
    /// Where to send the payer's browser; it comes back to <paramref name="backUrl"/> with <c>code</c> and <c>state</c>. Null where the
    /// account lacks a setting for it.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="backUrl">An absolute URL of ours.</param>
    /// <param name="state">Comes back as it is: letters and digits.</param>
    string? AskUrl(ProviderAccount account, string backUrl, string state);

    /// <summary>Exchanges the code for the payer's id. A code is good once.</summary>
    Task<PayerAnswer> IdentifyAsync(ProviderAccount account, string code, CancellationToken cancellationToken);
}

/// <summary>A provider's answer about who a payer is.</summary>
/// <param name="Outcome">How the call ended.</param>
/// <param name="PayerId">The payer's id there; set where <see cref="ProviderOutcome.Done"/>.</param>
/// <param name="Reason">Why it is not known, without secrets.</param>
public sealed record PayerAnswer(ProviderOutcome Outcome, string? PayerId, string? Reason);
