namespace Payments.Storage.Queries;

/// <summary>What the gateway knows of a chain.</summary>
/// <param name="Position">The furthest position that was read or seen; see <see cref="Domain.Chains.ChainCursor"/>.</param>
/// <param name="Through">The block time up to which every transfer was accepted.</param>
/// <param name="SeenAt">When all blocks up to a node's head had been read last, by the gateway's clock.</param>
/// <param name="Head">The height of the newest block that was read or seen.</param>
public sealed record ChainSight(long Position, DateTimeOffset Through, DateTimeOffset SeenAt, long Head);
