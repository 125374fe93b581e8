namespace Payments.Chains.Reading;

/// <summary>A set of watched addresses of one chain. One writer; readers see whole states.</summary>
public interface IAddressSet
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>Whether any of them waits for the chain's coin; only then must blocks be read with their transactions. Once set it stays.</summary>
    bool TakesCoin { get; set; }

    /// <summary>Adds an address in canonical form; false when it is there already.</summary>
    bool Add(string canonical);
}
