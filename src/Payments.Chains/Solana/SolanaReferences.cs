using System.Text;
using Payments.Chains.Nodes;

namespace Payments.Chains.Solana;

/// <summary>Keys of a transaction that may be references: named by the transaction itself, neither signing nor written to, and no program or token that payments use anyway.</summary>
internal static class SolanaReferences
{
    /// <summary>A transaction of 1,232 bytes has no room for more keys.</summary>
    private const int Limit = 32;

    private static readonly byte[][] Common =
    [
        .. new[]
        {
            SolanaPrograms.System, SolanaPrograms.Token, SolanaPrograms.Token2022, SolanaPrograms.AssociatedTokenAccount, SolanaPrograms.ComputeBudget, SolanaPrograms.Memo, SolanaPrograms.Rent,
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>The candidates as texts; null for none. What they stand for, only the order's own address can tell.</summary>
    public static IReadOnlyList<string>? Of(ReadOnlySpan<byte> answer, List<Place> plain, SolanaMints mints, SolanaAddressSet watched)
    {
        List<string>? kept = null;
        foreach (var place in plain)
        {
            var key = place.Of(answer);
            if (IsCommon(key) || mints.Find(key) >= 0 || watched.Contains(key)) continue;
            (kept ??= []).Add(Encoding.ASCII.GetString(key));
            if (kept.Count == Limit) break;
        }
        return kept;
    }

    private static bool IsCommon(ReadOnlySpan<byte> key)
    {
        foreach (var known in Common)
            if (key.SequenceEqual(known)) return true;
        return false;
    }
}
