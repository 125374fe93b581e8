using System.Numerics;
using Payments.Domain.Identity;

namespace Payments.Storage;

/// <summary>An amount of a token that divides what is listed from what is not.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Token">The token's symbol.</param>
/// <param name="Units">The amount in atomic units; of a token of many decimals it may be beyond every amount.</param>
public sealed record LeastAmount(ChainId Chain, string Token, BigInteger Units);
