namespace Payments.Contracts.Limits;

/// <summary>Whose requests are counted together.</summary>
/// <param name="Policy">The limit's name: lower-case letters and dashes.</param>
/// <param name="Owner">The merchant whose requests are counted, or an empty text.</param>
/// <param name="Part">The part of them, such as the id of an API key, or an empty text.</param>
/// <param name="Network">The client's network as a number, or 0.</param>
public readonly record struct RatePartition(string Policy, string Owner = "", string Part = "", ulong Network = 0)
{
    /// <summary>The key of the grain that counts: <c>lim-{policy}-{owner}-{part}-{network}</c>.</summary>
    public string GrainKey => $"lim-{Policy}-{Owner}-{Part}-{Network:x}";
}
