using System.Globalization;
using System.Runtime.CompilerServices;
using Payments.Domain.Wallets;
using Payments.Grains.Wallets;

namespace Payments.Testing.Silo.Auditing;

/// <summary>An amount that an address has in its memory as an order's own.</summary>
/// <param name="Token">The token.</param>
/// <param name="Units">The amount.</param>
/// <param name="Order">The order.</param>
/// <param name="IsStored">Whether the address has seen it in the database.</param>
/// <param name="Waits">Whether the order is taken for one that waits for money.</param>
internal sealed record BookLine(string Token, string Units, string Order, bool IsStored, bool Waits)
{
    /// <summary>The lines of a grain's book, but for amounts that are only held. Called in a turn of the grain.</summary>
    public static IReadOnlyList<BookLine> Read(WalletAddressGrain grain) =>
    [
        .. AmountsOf(BookOf(grain)).Values.Where(entry => entry is { Order: not null, IsHeld: false }).Select(Of),
    ];

    private static BookLine Of(BookEntry entry)
    {
        var units = entry.Units.ToString(CultureInfo.InvariantCulture);
        return new BookLine(entry.Token, units, entry.Order!.Value.Value, entry.IsStored, !entry.IsPaid && entry.Awaited > 0);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "book")]
    private static extern ref AmountBook BookOf(WalletAddressGrain grain);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "byAmount")]
    private static extern ref Dictionary<(string Token, UInt128 Units), BookEntry> AmountsOf(AmountBook book);
}
