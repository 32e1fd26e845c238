//! Draws numbers that are the same on every machine: no source of chance but the seed.

/// xoshiro256++ by Blackman and Vigna, seeded by splitmix64.
#[derive(Clone, Debug)]
pub struct Random([u64; 4]);

impl Random {
    pub fn new(seed: u64) -> Random {
        let mut at = seed;
        let mut next = || {
            at = at.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = at;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        Random([next(), next(), next(), next()])
    }

    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.0;
        let out = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let e = c ^ a;
        let f = d ^ b;
        self.0 = [a ^ f, b ^ e, e ^ (b << 17), f.rotate_left(45)];
        out
    }

    /// Above 0 and below 1.
    pub fn share(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// Below `n`; 0 for 0.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(n)) >> 64) as u64
    }

    /// Exponential with this mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.share().ln()
    }

    /// Two standard normal numbers (Marsaglia's polar method).
    pub fn normals(&mut self) -> (f64, f64) {
        loop {
            let x = 2.0 * self.share() - 1.0;
            let y = 2.0 * self.share() - 1.0;
            let s = x * x + y * y;
            if s < 1.0 && s > 0.0 {
                let scale = (-2.0 * s.ln() / s).sqrt();
                return (x * scale, y * scale);
            }
        }
    }
}

/// Durations of a mean: lognormal with a squared coefficient of variation, or exponential.
#[derive(Clone, Debug)]
pub struct Durations {
    mean: f64,
    mu: f64,
    /// Below 0: exponential.
    sigma: f64,
    spare: Option<f64>,
}

impl Durations {
    pub fn new(mean: f64, cs2: f64) -> Durations {
        let sigma2 = (1.0 + cs2.max(0.0)).ln();
        Durations {
            mean,
            mu: mean.max(f64::MIN_POSITIVE).ln() - sigma2 / 2.0,
            sigma: sigma2.sqrt(),
            spare: None,
        }
    }

    pub fn exponential(mean: f64) -> Durations {
        Durations {
            mean,
            mu: 0.0,
            sigma: -1.0,
            spare: None,
        }
    }

    /// The next duration, in the unit of the mean.
    pub fn draw(&mut self, random: &mut Random) -> f64 {
        if self.sigma < 0.0 {
            return random.exponential(self.mean);
        }
        if self.sigma == 0.0 {
            return self.mean;
        }
        let normal = match self.spare.take() {
            Some(spare) => spare,
            None => {
                let (first, second) = random.normals();
                self.spare = Some(second);
                first
            }
        };
        (self.mu + self.sigma * normal).exp()
    }
}
