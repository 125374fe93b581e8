using Orleans;

namespace Payments.Domain.Chains;

/// <summary>What one unit of a resource costs on a chain at present, as a node said.</summary>
[GenerateSerializer, Immutable, Alias("fee-price")]
public sealed record FeePrice
{
    /// <summary>A price.</summary>
    public FeePrice(FeeResource resource, UInt128 price) => (Resource, Price) = (resource, price);

    /// <summary>What is paid for.</summary>
    [Id(0)] public FeeResource Resource { get; init; }

    /// <summary>In the chain's smallest unit; for <see cref="FeeResource.Compute"/> in millionths of it, for <see cref="FeeResource.Size"/> for a thousand bytes.</summary>
    [Id(1)] public UInt128 Price { get; init; }
}

/// <summary>What chains charge for. The numbers are append-only.</summary>
[GenerateSerializer, Alias("fee-resource")]
public enum FeeResource
{
    /// <summary>Gas of EVM chains.</summary>
    Gas = 0,

    /// <summary>Energy of TRON: what a contract computes and stores.</summary>
    Energy = 1,

    /// <summary>Bandwidth of TRON: bytes of a transaction.</summary>
    Bandwidth = 2,

    /// <summary>Virtual bytes of a transaction of the Bitcoin family, priced by the thousand.</summary>
    Size = 3,

    /// <summary>Signatures of Solana, the fixed part of a fee.</summary>
    Signature = 4,

    /// <summary>Units of computing of Solana, priced in millionths of a lamport: what is offered to come first.</summary>
    Compute = 5,
}
