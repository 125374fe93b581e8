using Payments.Domain.Identity;

namespace Payments.Storage;

/// <summary>
/// Transfers to an address that were too little to be stored. A lower bound: of a block that comes again none is counted.
/// </summary>
/// <param name="Chain">The chain.</param>
/// <param name="Address">The address in canonical form.</param>
/// <param name="Token">The token's symbol.</param>
/// <param name="Transfers">How many there were.</param>
/// <param name="SeenAt">When the last was seen.</param>
public sealed record DustCount(ChainId Chain, string Address, string Token, long Transfers, DateTimeOffset SeenAt);
