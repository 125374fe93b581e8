namespace Payments.Chains.Solana;

/// <summary>Programs and other accounts that payments name, by their addresses on every cluster.</summary>
/// <remarks>Source: <c>declare_id!</c> of the programs' own repositories, solana-program/token, token-2022, associated-token-account, memo; solana-sdk.</remarks>
internal static class SolanaPrograms
{
    /// <summary>SPL Token: USDT and USDC are of this kind.</summary>
    public const string Token = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";

    /// <summary>Token-2022, whose tokens may have fees, hooks and a delegate who can take them back.</summary>
    public const string Token2022 = "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb";

    /// <summary>Gives each wallet its one account for each token.</summary>
    public const string AssociatedTokenAccount = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL";

    /// <summary>Says how much a transaction may compute and what it offers for that.</summary>
    public const string ComputeBudget = "ComputeBudget111111111111111111111111111111";

    /// <summary>Writes a text into a transaction.</summary>
    public const string Memo = "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr";

    /// <summary>Tells programs what an account must hold.</summary>
    public const string Rent = "SysvarRent111111111111111111111111111111111";

    /// <summary>Accounts and coins; its address is 32 zeros.</summary>
    public const string System = "11111111111111111111111111111111";
}
