using System.Collections.Frozen;
using Payments.Domain.Orders;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>The one table of callback formats. A new face adds its format here; nothing else chooses by face.</summary>
public static class CallbackFormats
{
    /// <summary>The format of webhooks: signed in headers, whatever they tell of.</summary>
    public static readonly WoPayCallback Webhook = new(Face.WoPay, "wopay");

    /// <summary>Every format, in the order of its face.</summary>
    public static readonly IReadOnlyList<ICallbackFormat> All =
    [
        new EpayCallback(),
        new Pay188Callback(),
        Webhook,
        new WoPayCallback(Face.Recharge, "recharge"),
        new WoPayCallback(Face.CrazyMiner, "crazyminer"),
    ];

    private static readonly FrozenDictionary<Face, ICallbackFormat> ByFace = All.ToFrozenDictionary(format => format.Face);

    /// <summary>Deliveries stored before <see cref="Delivery.Face"/> existed: each wire form was the form of one face.</summary>
    private static readonly FrozenDictionary<CallbackForm, Face> FacesOfForms =
        new Dictionary<CallbackForm, Face>
        {
            [CallbackForm.EpayParameters] = Face.Epay,
            [CallbackForm.Json] = Face.Pay188,
        }.ToFrozenDictionary();

    /// <summary>The format of a face.</summary>
    /// <exception cref="NotSupportedException">The face has no format yet, or is unknown.</exception>
    public static ICallbackFormat Of(Face face) => ByFace.TryGetValue(face, out var format)
        ? format
        : throw new NotSupportedException($"Face {face} has no callback format: it needs a class in Callbacks/Formats.");

    /// <summary>The format of a stored delivery.</summary>
    /// <exception cref="NotSupportedException">Its face has no format yet, or is unknown.</exception>
    public static ICallbackFormat Of(Delivery delivery)
    {
        if (delivery.Face is { } face) return Of(face);
        return FacesOfForms.TryGetValue(delivery.Form, out var owner)
            ? Of(owner)
            : throw new NotSupportedException($"Delivery {delivery.Id} has no face, and form {delivery.Form} belongs to none.");
    }

    /// <summary>The format of the face with this name in the set-up API, or null.</summary>
    public static ICallbackFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
