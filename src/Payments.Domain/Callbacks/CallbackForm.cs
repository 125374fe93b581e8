using Orleans;

namespace Payments.Domain.Callbacks;

/// <summary>The wire form of a callback's payload, as rows of deliveries name it.</summary>
/// <remarks><see cref="Formats.CallbackFormats"/> goes by <see cref="Delivery.Face"/>, and by the form only for rows without one.</remarks>
[GenerateSerializer, Alias("callback-form")]
public enum CallbackForm
{
    /// <summary>EPay parameters: a form body by POST, or the query by GET.</summary>
    EpayParameters = 0,

    /// <summary>A JSON body by POST.</summary>
    Json = 1,
}
