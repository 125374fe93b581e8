using System.Security.Cryptography;
using Payments.Chains.Solana;

namespace Payments.Chains.Tests.Solana;

/// <summary>Addresses that belong to programs, derived from seeds: they lie beside the curve, so that nobody has their key.</summary>
/// <remarks>As <c>Pubkey::find_program_address</c> of Solana's SDK: SHA-256 of seeds, bump, program and <c>ProgramDerivedAddress</c>; the largest bump whose hash is no point.</remarks>
internal static class ProgramAddress
{
    private static ReadOnlySpan<byte> Marker => "ProgramDerivedAddress"u8;

    /// <summary>The token account that wallets and exchanges pay to when they send a token to a wallet.</summary>
    /// <param name="owner">The wallet, canonical.</param>
    /// <param name="mint">The token.</param>
    /// <param name="tokenProgram">The token's program; it is part of the seeds.</param>
    public static string OfTokens(string owner, string mint, string tokenProgram) =>
        SolanaAddress.Encode(Find(SolanaAddress.Decode(SolanaPrograms.AssociatedTokenAccount), SolanaAddress.Decode(owner), SolanaAddress.Decode(tokenProgram), SolanaAddress.Decode(mint)).Address);

    /// <summary>The address of a program for seeds, and the bump that led to it.</summary>
    public static (byte[] Address, byte Bump) Find(byte[] program, params byte[][] seeds)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var bump = byte.MaxValue; ; bump--)
        {
            foreach (var seed in seeds) hash.AppendData(seed);
            hash.AppendData([bump]);
            hash.AppendData(program);
            hash.AppendData(Marker);
            var address = hash.GetHashAndReset();
            if (!Ed25519Curve.Contains(address)) return (address, bump);
            if (bump == 0) throw new InvalidOperationException("These seeds have no address.");
        }
    }
}
