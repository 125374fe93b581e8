using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;

namespace Payments.Domain.Tests.Callbacks.Formats;

/// <summary>The table of formats, and who asks it.</summary>
public sealed class CallbackFormatsTests
{
    private static readonly DateTimeOffset Now = CompletedOrders.Now;

    public static TheoryData<Face, CallbackForm> StoredForms => new()
    {
        { Face.Epay, CallbackForm.EpayParameters },
        { Face.Pay188, CallbackForm.Json },
    };

    [Fact]
    public void Every_face_has_its_format()
    {
        ExpectedFormats.ByFace.Keys.Should().BeEquivalentTo(Enum.GetValues<Face>(), "a new face says what its callback is");
        CallbackFormats.All.Select(format => format.Face).Should().Equal(ExpectedFormats.ByFace.Keys.Order());
        CallbackFormats.All.Select(format => format.Name).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_value_that_is_none_is_refused_and_never_taken_for_a_known_one()
    {
        FluentActions.Invoking(() => CallbackFormats.Of((Face)99)).Should().Throw<NotSupportedException>().WithMessage("Face 99 has no callback format*");
        FluentActions.Invoking(() => CallbackFormats.Of(Delivery((Face)99))).Should().Throw<NotSupportedException>().WithMessage("Face 99 *");
        FluentActions.Invoking(() => CallbackFormats.Of(Delivery(null, (CallbackForm)99))).Should().Throw<NotSupportedException>().WithMessage("*form 99 *");
        CallbackFormats.Find("Epay").Should().BeNull();
        CallbackFormats.Find("").Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(StoredForms))]
    public void Rows_stored_before_they_had_a_face_belong_to_the_face_of_their_form(Face face, CallbackForm form)
    {
        CallbackFormats.Of(Delivery(null, form)).Face.Should().Be(face);
        // Fronts of the version before name the form where the face is read now.
        ((int)form).Should().Be((int)face);
    }

    [Fact]
    public void The_face_of_a_row_counts_before_its_form() => CallbackFormats.Of(Delivery(Face.Epay, CallbackForm.Json)).Face.Should().Be(Face.Epay);

    [Theory]
    [InlineData(Face.Epay, "GET or POST")]
    [InlineData(Face.Pay188, "POST")]
    public void A_lost_attempt_names_the_methods_that_it_may_have_used(Face face, string methods)
    {
        var begun = DeliveryRules.Begin(Delivery(face), Now, TimeSpan.FromSeconds(25));
        DeliveryRules.Begin(begun, Now, TimeSpan.FromSeconds(25)).Attempts.Should().ContainSingle().Which.Method.Should().Be(methods);
    }

    [Theory]
    [InlineData(Face.Epay, NotifyMethod.Auto, null, "GET", NotifyMethod.Get)]
    [InlineData(Face.Epay, NotifyMethod.Auto, null, "POST", null)]
    [InlineData(Face.Epay, NotifyMethod.Auto, NotifyMethod.Get, "POST", NotifyMethod.Post)]
    [InlineData(Face.Epay, NotifyMethod.Auto, NotifyMethod.Get, "GET", null)]
    [InlineData(Face.Epay, NotifyMethod.Get, null, "GET", null)]
    [InlineData(Face.Epay, NotifyMethod.Post, null, "POST", null)]
    [InlineData(Face.Pay188, NotifyMethod.Auto, NotifyMethod.Get, "POST", null)]
    public void A_method_is_taught_only_where_there_was_a_choice_and_it_is_news(Face face, NotifyMethod setting, NotifyMethod? learned, string heard, NotifyMethod? taught)
    {
        var merchant = Merchant(setting, learned);
        DeliveryRules.Taught(Delivery(face), merchant, new DeliveryAttempt { At = Now, Method = heard, Url = "https://s.example/n", DurationMs = 1 }).Should().Be(taught);
    }

    [Fact]
    public void A_delivery_is_sent_by_the_merchants_setting_and_by_auto_where_the_merchant_could_not_be_read()
    {
        DeliveryRules.Methods(Delivery(Face.Epay), null).Should().Equal("POST", "GET");
        DeliveryRules.Methods(Delivery(Face.Epay), Merchant(NotifyMethod.Auto, NotifyMethod.Get)).Should().Equal("GET", "POST");
        DeliveryRules.Methods(Delivery(Face.Epay), Merchant(NotifyMethod.Get, null)).Should().Equal("GET");
        DeliveryRules.Methods(Delivery(Face.Pay188), Merchant(NotifyMethod.Get, null)).Should().Equal("POST");
    }

    [Fact]
    public void A_delivery_is_renewed_in_the_format_of_its_face_and_keeps_all_else()
    {
        foreach (var (face, expected) in ExpectedFormats.ByFace)
        {
            var delivery = Delivery(face) with { Payload = expected.Payload, Headers = expected.Headers, AttemptsInRound = 3 };
            DeliveryRules.Renew(delivery, new CallbackKeys("new&key"), Now).Should()
                .BeEquivalentTo(delivery with { Payload = expected.Renewed, Headers = expected.RenewedHeaders });
        }
    }

    private static Delivery Delivery(Face? face, CallbackForm form = CallbackForm.EpayParameters) => new()
    {
        Order = OrderId.From("0123456789abcdef0123456789abcdef"),
        Number = 1,
        Merchant = MerchantId.From("m1"),
        Url = "https://s.example/n",
        Face = face,
        Form = form,
        Payload = "a=1",
        CreatedAt = Now,
    };

    private static Merchant Merchant(NotifyMethod setting, NotifyMethod? learned) => new()
    {
        Id = MerchantId.From("m1"),
        Pid = 1001,
        Name = "Shop",
        Email = "shop@example.com",
        ApiKeyHash = "",
        SealedSecret = "",
        CreatedAt = Now,
        UpdatedAt = Now,
        NotifyMethod = setting,
        LearnedMethods = learned is { } method ? new Dictionary<string, NotifyMethod> { ["s.example"] = method } : [],
    };
}
