using Orleans;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;

namespace Payments.Contracts.Orders;

/// <summary>A shop's wish for an order, already authenticated and checked by its face.</summary>
[GenerateSerializer, Immutable, Alias("create-order")]
public sealed record CreateOrder
{
    /// <summary>The merchant.</summary>
    [Id(0)] public required MerchantId Merchant { get; init; }

    /// <summary>The merchant's order number, unique within the merchant.</summary>
    [Id(1)] public required string Number { get; init; }

    /// <summary>Positive money in the pricing currency.</summary>
    [Id(2)] public required decimal Money { get; init; }

    /// <summary>What the shop said beside it.</summary>
    [Id(3)] public required OrderTerms Terms { get; init; }

    /// <summary>The wallet to quote, or null: then the payer chooses on the cashier page, unless there is only one.</summary>
    [Id(4)] public string? WalletId { get; init; }

    /// <summary>
    /// The currency of the money where the face names one (WoPay): one that a wallet is priced in, or a token's symbol; null takes the
    /// wallet's.
    /// </summary>
    [Id(5)] public string? Currency { get; init; }

    /// <summary>How long the quote holds, or null for the configured expiry.</summary>
    [Id(6)] public TimeSpan? ExpiresIn { get; init; }

    /// <summary>
    /// The way to pay at a provider that the request names: then no coin is quoted, and the order may be one of a merchant without wallets.
    /// Null for a coin, or for the payer's choice.
    /// </summary>
    [Id(7)] public string? Method { get; init; }

    /// <summary>Who pays, where the request says it; stored sealed.</summary>
    [Id(8)] public Payer? Payer { get; init; }

    /// <summary>The payer's IP address, where the face knows it; null where a shop's server asks and does not say.</summary>
    [Id(9)] public string? Network { get; init; }
}
