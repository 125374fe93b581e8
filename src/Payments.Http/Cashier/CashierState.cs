using System.Text.Json.Serialization;
using Payments.Domain.Merchants;

namespace Payments.Http.Cashier;

/// <summary>What the cashier shows of an order, and all that it tells browsers: nothing that is the merchant's alone.</summary>
public sealed record CashierState
{
    /// <summary>The order's id.</summary>
    public required string Id { get; init; }

    /// <summary>Changes whenever anything else but <see cref="Now"/> does; also the id of the event.</summary>
    public string Revision { get; init; } = "";

    /// <summary>Where it stands for the payer.</summary>
    public required CashierStage Stage { get; init; }

    /// <summary>Whether nothing more will happen by itself.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>The shop's name.</summary>
    public required string Shop { get; init; }

    /// <summary>How the shop looks, or null; for the page, which is rendered here.</summary>
    [JsonIgnore] public Branding? Branding { get; init; }

    /// <summary>The title of what is bought, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The order's money in its currency, two decimals at least.</summary>
    public required string Money { get; init; }

    /// <summary>The pricing currency.</summary>
    public required string Currency { get; init; }

    /// <summary>When the quote runs out.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Until when a late payment counts, or null where nothing is held any more.</summary>
    public DateTimeOffset? GraceUntil { get; init; }

    /// <summary>The gateway's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What to send where, or null until a coin is chosen.</summary>
    public CashierCoin? Coin { get; init; }

    /// <summary>The payment at a provider that is on show; null where there is none.</summary>
    public CashierCharge? Charge { get; init; }

    /// <summary>Ways to pay at providers that the payer may choose; empty where there are none.</summary>
    public IReadOnlyList<CashierProviderMethod> ProviderMethods { get; init; } = [];

    /// <summary>How deep the payment is, or null while there is none.</summary>
    public CashierConfirmations? Confirmations { get; init; }

    /// <summary>Coins that the payer may choose; empty where there is nothing to choose.</summary>
    public IReadOnlyList<CashierMethod> Methods { get; init; } = [];

    /// <summary>Transactions that count, and those that wait for a block.</summary>
    public IReadOnlyList<CashierTransaction> Transactions { get; init; } = [];

    /// <summary>Whether the end user's wallet has the money; null for an order that credits nobody.</summary>
    public bool? IsCredited { get; init; }

    /// <summary>Whether there is a shop's page to go back to.</summary>
    public required bool HasReturn { get; init; }

    /// <summary>What went back, a word of <see cref="Domain.Refunds.RefundFacts.Word"/>; null for no refund.</summary>
    public string? RefundStatus { get; init; }
}

/// <summary>What to send where. Amounts are exact decimal texts in the token.</summary>
public sealed record CashierCoin
{
    /// <summary>The chain's name in the configuration.</summary>
    public required string Chain { get; init; }

    /// <summary>The chain as people call it.</summary>
    public required string ChainName { get; init; }

    /// <summary>What exchanges call the chain, where that is another name.</summary>
    public string? Standard { get; init; }

    /// <summary>The token's symbol.</summary>
    public required string Token { get; init; }

    /// <summary>The address as the chain's wallets show it.</summary>
    public required string Address { get; init; }

    /// <summary>The exact amount to send now.</summary>
    public required string Amount { get; init; }

    /// <summary>The whole amount asked.</summary>
    public required string Asked { get; init; }

    /// <summary>What arrived so far; <c>0</c> for nothing.</summary>
    public required string Received { get; init; }

    /// <summary>What was added to the price so that the amount is no other order's; <c>0</c> for nothing or where unknown.</summary>
    public required string Nudge { get; init; }

    /// <summary>The pricing currency for one token; null where the order is priced in the token itself.</summary>
    public string? Rate { get; init; }

    /// <summary>Where the rate came from: <c>wallet</c>, <c>configured</c>, or a source's name.</summary>
    public required string RateSource { get; init; }

    /// <summary>What is above the amount asked; <c>0</c> for nothing.</summary>
    public required string Excess { get; init; }

    /// <summary>What waits for a block and is not all that is missing; <c>0</c> for nothing.</summary>
    public required string OnItsWay { get; init; }

    /// <summary>Whether the address is this order's alone: then any amount but dust counts, not the exact one only.</summary>
    public required bool IsOwnAddress { get; init; }

    /// <summary>The payment link; the address where there is none.</summary>
    public required string Uri { get; init; }

    /// <summary>What the QR code says: <see cref="Uri"/>, or the bare address where wallets are known to misread links.</summary>
    public required string Code { get; init; }
}

/// <summary>A payment at a provider. Amounts are exact decimal texts.</summary>
/// <param name="Method">The way to pay.</param>
/// <param name="Title">Its name for payers.</param>
/// <param name="State"><c>opening</c>, <c>open</c>, <c>seen</c>, <c>underpaid</c>, <c>paid</c>, <c>ended</c> or <c>held</c>.</param>
/// <param name="Url">The provider's page; null where it has none.</param>
/// <param name="Code">What the QR code says; null where there is none.</param>
/// <param name="Address">The address to send to; null where the provider names none.</param>
/// <param name="Network">Its network.</param>
/// <param name="Amount">What to pay there; null where the provider's page says it.</param>
/// <param name="Currency">In which coin or currency.</param>
public sealed record CashierCharge(
    string Method, string Title, string State, string? Url, string? Code, string? Address, string? Network, string? Amount,
    string? Currency)
{
    /// <summary>Tells payers apart where it was begun for one of them; the page's alone.</summary>
    [JsonIgnore] public string? Payer { get; init; }

    /// <summary>Signed parameters of a call within a provider's app, where this payer may pay so; the page's alone.</summary>
    [JsonIgnore] public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>Whether the parameters of <see cref="Url"/> may be posted to it instead; the page's alone.</summary>
    [JsonIgnore] public bool MayPost { get; init; }
}

/// <summary>A way to pay at a provider that the payer may choose.</summary>
/// <param name="Method">Its name, sent back to choose it.</param>
/// <param name="Title">Its name for payers.</param>
/// <param name="IsChosen">Whether it is the one on show.</param>
public sealed record CashierProviderMethod(string Method, string Title, bool IsChosen)
{
    /// <summary>Whether it begins with the provider's app saying who the payer is; the page's alone.</summary>
    [JsonIgnore] public bool IsInApp { get; init; }
}

/// <summary>How deep the payment is.</summary>
/// <param name="Seen">Blocks, the transfer's own included; 0 while it waits for its block.</param>
/// <param name="Needed">Blocks that make it final; null where the chain says itself what is final.</param>
/// <param name="MinutesLeft">
/// How long it takes from now until it is final, in whole minutes, begun ones left out; null where that is not known, as while the chain
/// cannot be read.
/// </param>
public sealed record CashierConfirmations(long Seen, int? Needed, int? MinutesLeft);

/// <summary>A transaction of the order.</summary>
/// <param name="Hash">Its name on its chain.</param>
/// <param name="Page">Its page in a block explorer, or null.</param>
public sealed record CashierTransaction(string Hash, string? Page);

/// <summary>A coin that the payer may choose.</summary>
/// <param name="Wallet">The merchant's wallet, sent back to choose it.</param>
/// <param name="Chain">The chain's name in the configuration.</param>
/// <param name="ChainName">The chain as people call it.</param>
/// <param name="Token">The token's symbol.</param>
/// <param name="IsChosen">Whether it is the one on show.</param>
public sealed record CashierMethod(string Wallet, string Chain, string ChainName, string Token, bool IsChosen);
