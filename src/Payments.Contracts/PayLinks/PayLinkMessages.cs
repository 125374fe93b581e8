using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.PayLinks;

namespace Payments.Contracts.PayLinks;

/// <summary>A payment link to be made. The face has validated it.</summary>
[GenerateSerializer, Immutable, Alias("make-pay-link")]
public sealed record MakePayLink
{
    /// <summary>The merchant.</summary>
    [Id(0)] public required MerchantId Merchant { get; init; }

    /// <summary>The code, from which the grain's key was made.</summary>
    [Id(1)] public required string Code { get; init; }

    /// <summary>What may be changed later.</summary>
    [Id(2)] public required PayLinkTerms Terms { get; init; }

    /// <summary>The currency.</summary>
    [Id(3)] public required string Currency { get; init; }

    /// <summary>The amount of each order; null where the payer names it.</summary>
    [Id(4)] public decimal? Money { get; init; }

    /// <summary>How many orders may be paid by it; null for any number.</summary>
    [Id(5)] public int? MaxPayments { get; init; }
}

/// <summary>What of a payment link may be changed: it replaces what was there.</summary>
[GenerateSerializer, Immutable, Alias("pay-link-terms")]
public sealed record PayLinkTerms
{
    /// <summary>What is paid for.</summary>
    [Id(0)] public required string Title { get; init; }

    /// <summary>More about it, or null.</summary>
    [Id(1)] public string? Description { get; init; }

    /// <summary>Where payers go afterwards, or null.</summary>
    [Id(2)] public string? ReturnUrl { get; init; }

    /// <summary>From when on it opens no order, or null.</summary>
    [Id(3)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it is switched off.</summary>
    [Id(4)] public bool IsOff { get; init; }

    /// <summary>The terms of a link.</summary>
    public static PayLinkTerms Of(PayLink link) => new()
    {
        Title = link.Title,
        Description = link.Description,
        ReturnUrl = link.ReturnUrl,
        ExpiresAt = link.ExpiresAt,
        IsOff = link.IsOff,
    };
}

/// <summary>What a visit to a payment link may do.</summary>
[GenerateSerializer, Immutable, Alias("pay-link-visit")]
public sealed record PayLinkVisit
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required PayLinkOutcome Outcome { get; init; }

    /// <summary>The link; null where there is none.</summary>
    [Id(1)] public PayLink? Link { get; init; }

    /// <summary>The number of the order to open, where one may be.</summary>
    [Id(2)] public string? Number { get; init; }
}
