using Payments.Domain.Reconciliation;

namespace Payments.Providers.Common;

/// <summary>
/// One provider: a service that takes a payer's money and says so. Everything that differs by provider is behind this; adding one is a
/// folder and a registration. Calls never throw for what a provider answers or fails to answer, only for cancellation.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>A number of the form of ours that no charge has.</summary>
    const string NeverMade = "00000000000000000000000000_0";

    /// <summary>The name in settings, URLs and states: lower case letters.</summary>
    string Name { get; }

    /// <summary>What it can do. What is not named here is never called.</summary>
    ProviderAbilities Abilities { get; }

    /// <summary>When the days of its statements begin and can be had; null where it gives none.</summary>
    StatementCalendar? Calendar => null;

    /// <summary>The ways to pay that it offers.</summary>
    IReadOnlyList<ProviderMethod> Methods { get; }

    /// <summary>The settings of an account, secret ones included.</summary>
    IReadOnlyList<ProviderSetting> Settings { get; }

    /// <summary>
    /// What is wrong with an account's settings; empty where nothing is. Looks at the settings alone and calls nobody.
    /// </summary>
    IReadOnlyList<SettingFault> Check(ProviderAccount account);

    /// <summary>Makes the charge at the provider. The same reference again gives the same charge.</summary>
    Task<ChargeAnswer> CreateAsync(ProviderAccount account, ChargeOrder charge, CancellationToken cancellationToken);

    /// <summary>Asks where a charge stands; with the hints that a payer's return brought, where the provider wants them.</summary>
    Task<ChargeAnswer> QueryAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken);

    /// <summary>
    /// Tries the account's keys by a question that changes nothing. Done and not found say that the provider took the call; what it thinks of
    /// the charge says nothing.
    /// </summary>
    Task<ChargeAnswer> TryAsync(ProviderAccount account, CancellationToken cancellationToken) =>
        QueryAsync(account, new ChargeQuery(NeverMade, null, 1, "USD", new Dictionary<string, string>()), cancellationToken);

    /// <summary>Ends a charge that nobody paid, so that it cannot be paid any more. The answer says how it stands afterwards.</summary>
    Task<ChargeAnswer> CloseAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken);

    /// <summary>Returns money. The same number again returns nothing more.</summary>
    Task<RefundAnswer> RefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken);

    /// <summary>Asks where a refund stands.</summary>
    Task<RefundAnswer> QueryRefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken);

    /// <summary>Reads and verifies what came to the notify URL, or what a returning payer brought. Calls nobody.</summary>
    NoticeReading Read(ProviderAccount account, ProviderNotice notice, DateTimeOffset now);

    /// <summary>What the provider hears where there is no account that could take its notice, or no time to.</summary>
    /// <param name="status">The HTTP status, 4xx or 5xx.</param>
    /// <param name="reason">Why, without secrets.</param>
    NoticeReply Refuse(int status, string reason) => new(status, "text/plain; charset=utf-8", reason);

    /// <summary>
    /// The provider's own list of a day (of its clock), streamed.
    /// </summary>
    /// <exception cref="ProviderUnavailableException">The list could not be had, or not whole.</exception>
    IAsyncEnumerable<StatementLine> StatementAsync(ProviderAccount account, DateOnly day, CancellationToken cancellationToken);
}
