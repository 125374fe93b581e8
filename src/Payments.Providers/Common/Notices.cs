using System.Net;
using Payments.Domain.Charges;
using Payments.Domain.Payouts;
using Payments.Domain.Refunds;
using Payments.Domain.StaticWallets;

namespace Payments.Providers.Common;

/// <summary>A request that came to a provider's notify or return URL, as bytes.</summary>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Query">The query string with its <c>?</c>, undecoded; empty for none.</param>
/// <param name="Headers">The headers by name, in any case.</param>
/// <param name="Body">The body, exactly as it came.</param>
/// <param name="Source">The address that it came from, past the operator's own proxies; null where that cannot be told.</param>
public sealed record ProviderNotice(
    string Method, string Query, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, IPAddress? Source = null);

/// <summary>What a notice is.</summary>
public enum NoticeVerdict
{
    /// <summary>Verified: <see cref="NoticeReading.News"/> or <see cref="NoticeReading.Refund"/> says what it says.</summary>
    Genuine,

    /// <summary>
    /// It only names a charge (<see cref="NoticeReading.Reference"/>), and the provider must be asked before anything changes.
    /// </summary>
    Hint,

    /// <summary>Verified, and of no concern to any charge: a test, another kind of notice.</summary>
    Ignored,

    /// <summary>The signature is wrong or missing.</summary>
    Forged,

    /// <summary>It cannot be read.</summary>
    Malformed,

    /// <summary>It cannot be verified now, for want of a key that may be had later; the provider must send it again.</summary>
    Later,
}

/// <summary>How a notice was read.</summary>
public sealed record NoticeReading
{
    /// <summary>What it is.</summary>
    public required NoticeVerdict Verdict { get; init; }

    /// <summary>Which charge, by our number; null where it names none of ours.</summary>
    public string? Reference { get; init; }

    /// <summary>Which charge, by the provider's id, where it does not say our number.</summary>
    public string? ProviderId { get; init; }

    /// <summary>What a genuine one says.</summary>
    public ChargeNews? News { get; init; }

    /// <summary>What a genuine one says of a refund; then it says nothing of a charge.</summary>
    public RefundNews? Refund { get; init; }

    /// <summary>What a genuine one says of a payment to a static wallet; <see cref="News"/> is null then.</summary>
    public StaticDeposit? Deposit { get; init; }

    /// <summary>What a genuine one says of a payout; <see cref="News"/> is null then.</summary>
    public PayoutNews? Payout { get; init; }

    /// <summary>What a query needs, for a hint, by name.</summary>
    public IReadOnlyDictionary<string, string> Hints { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it is not genuine, in words for the log, without secrets.</summary>
    public string? Reason { get; init; }

    /// <summary>What the provider wants to hear once the notice was taken.</summary>
    public required NoticeReply Reply { get; init; }

    /// <summary>What it hears where the notice was not taken, so that it sends it again.</summary>
    public required NoticeReply Refusal { get; init; }
}

/// <summary>An answer to a notice.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body; null where it is empty.</param>
/// <param name="Body">The body.</param>
public sealed record NoticeReply(int Status, string? ContentType, string Body);
