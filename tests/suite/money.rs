//! Amounts survive the way to the wire and back.

use ras_core::Money;
use ras_highlevel::Usd;

fn there_and_back(text: &str) -> (String, Money) {
    let amount: Money = text.parse().unwrap();
    let wire = serde_json::to_string(&amount).unwrap();
    let back = serde_json::from_str(&wire).unwrap();
    (wire, back)
}

#[test]
fn every_cent_up_to_the_largest_budget_is_exact() {
    // Every cent up to $1000, the largest bid, then every 997th up to $10,000,000.
    let cents = (0..=100_000_u64).chain((100_000..=1_000_000_000).step_by(997));
    for cents in cents {
        let text = format!("{}.{:02}", cents / 100, cents % 100);
        let (wire, back) = there_and_back(&text);
        assert_eq!(back, text.parse().unwrap(), "{wire}");
        let shortest = text.trim_end_matches('0').trim_end_matches('.');
        assert_eq!(wire.trim_end_matches(".0"), shortest, "{text}");
    }
}

#[test]
fn any_decimal_of_fifteen_digits_is_exact() {
    // Amounts are spread evenly by a multiplicative generator with a fixed seed.
    let mut state = 88_172_645_463_325_252_u64;
    for _ in 0..200_000 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let digits = (state >> 11) % 1_000_000_000_000_000;
        let scale = state % 9;
        let text = format!("{digits}e-{scale}");
        let amount = Money::new(rust_decimal::Decimal::new(digits as i64, scale as u32));
        let wire = serde_json::to_string(&amount).unwrap();
        assert_eq!(wire.parse::<f64>(), text.parse::<f64>(), "{text}");
        assert_eq!(
            serde_json::from_str::<Money>(&wire).unwrap(),
            amount,
            "{text}"
        );
    }
}

#[test]
fn an_amount_is_read_from_a_number_of_any_form_and_from_text() {
    let read = |json: &str| serde_json::from_str::<Money>(json).unwrap().to_string();
    assert_eq!(read("5"), "5");
    assert_eq!(read("5.0"), "5");
    assert_eq!(read("0.1"), "0.1");
    assert_eq!(read("1e2"), "100");
    assert_eq!(read("-0.25"), "-0.25");
    assert_eq!(read("\"12.50\""), "12.50");
    for wrong in ["\"a lot\"", "true", "null", "[1]", "1e300"] {
        assert!(serde_json::from_str::<Money>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn dollars_show_their_cents() {
    let check = |text: &str, shown: &str| {
        assert_eq!(text.parse::<Usd>().unwrap().to_string(), shown);
    };
    check("5", "$5.00");
    check("$0.5", "$0.50");
    check("0.025", "$0.025");
    assert!("five".parse::<Usd>().is_err());
    assert!("5 EUR".parse::<Usd>().is_err());
    let sum: Usd = [Usd::cents(10), Usd::cents(20)].into_iter().sum();
    assert_eq!(sum, Usd::cents(30));
}
