namespace Payments.Chains.Calls;

/// <summary>A call that a merchant's own wallet signs and sends, as wallets of EVM chains take them in lists.</summary>
/// <param name="To">Whom it calls, with its checksum: the receiver of the chain's coin, or a token's contract.</param>
/// <param name="Value">Atomic units of the chain's coin that go along, decimal.</param>
/// <param name="Data">What it says, hex with <c>0x</c>; only that for a plain payment.</param>
public sealed record WalletCall(string To, string Value, string Data);
