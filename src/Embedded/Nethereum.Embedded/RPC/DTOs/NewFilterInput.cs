namespace Nethereum.RPC.Eth.DTOs;

/// <summary>Which logs are wanted.</summary>
public class NewFilterInput
{
    /// <summary>The first block.</summary>
    public BlockParameter? FromBlock { get; set; } = new();

    /// <summary>The last block.</summary>
    public BlockParameter? ToBlock { get; set; } = new();

    /// <summary>The contracts, or null for all of them.</summary>
    public string[]? Address { get; set; }

    /// <summary>What each topic must be: a text, a list of texts of which one must fit, or null for anything.</summary>
    public object?[]? Topics { get; set; }
}
