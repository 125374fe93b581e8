namespace Payments.Chains.Reading;

/// <summary>A set of watched addresses of one chain. One writer; readers see whole states.</summary>
public interface IAddressSet
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>Adds an address in canonical form; false when it is there already.</summary>
    bool Add(string canonical);
}
