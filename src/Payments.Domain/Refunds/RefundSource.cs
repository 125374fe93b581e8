using Payments.Domain.Charges;
using Payments.Domain.Identity;

namespace Payments.Domain.Refunds;

/// <summary>Money of an order that can go back one way: what one charge brought, or what came in one coin to one address.</summary>
/// <param name="Currency">The charge's currency, or the token.</param>
/// <param name="Decimals">The decimals of the units.</param>
/// <param name="Paid">Units that came for certain.</param>
/// <param name="Asked">Units that the order asked of this way; 0 where it was paid another way, so that all of this is beyond it.</param>
/// <param name="Least">Units with which the order was paid; less than asked where the wallet tolerates that.</param>
public sealed record RefundSource(string Currency, int Decimals, UInt128 Paid, UInt128 Asked, UInt128 Least)
{
    /// <summary>The decimals of money at providers: more than any currency there has.</summary>
    public const int MoneyDecimals = 18;

    /// <summary>The charge; null on a chain.</summary>
    public Charge? Charge { get; init; }

    /// <summary>The chain; null at a provider.</summary>
    public ChainId? Chain { get; init; }

    /// <summary>The address that was paid, in canonical form; null at a provider.</summary>
    public string? Address { get; init; }

    /// <summary>Whether some of the money may be gone again, so that nothing goes back until that is known.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>How the API names it to whoever must choose.</summary>
    public string Name => Charge is { } charge ? $"charge {charge.Reference}" : $"{Currency} on {Chain} from {Address}";

    /// <summary>Whether a refund returns money of this source.</summary>
    public bool IsOf(Refund refund) => Charge is { } charge
        ? refund.Charge == charge.Reference
        : refund.Chain == Chain && refund.Currency == Currency && refund.From == Address;

    /// <summary>Whether a request means this source, as far as it says.</summary>
    public bool IsMeantBy(RefundWish wish) =>
        (wish.Charge is null || wish.Charge == Charge?.Reference) &&
        (wish.Chain is null || wish.Chain == Chain?.Value) &&
        (wish.Currency is null || wish.Currency == Currency) &&
        (wish.From is null || wish.From == Address);
}
